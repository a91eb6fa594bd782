//! The outlet: its name, its host, its address.

use super::clean;

/// The host of an address, lower case, without `www.` and port.
pub fn host(url: &str) -> Option<String> {
    let rest = url.split_once("//").map(|(_, rest)| rest)?;
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?.split(':').next()?.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (host.contains('.') && host.len() < 254).then(|| host.to_owned())
}

/// The names by which titles and bylines may mention the outlet, as [`clean::key`] gives them, without spaces.
pub fn names<'n>(stated: impl Iterator<Item = &'n str>, host: Option<&str>) -> Vec<String> {
    let mut names: Vec<String> =
        stated.map(|name| clean::key(name).replace(' ', "")).filter(|name| name.chars().count() >= 2 && name.len() < 80).collect();
    if let Some(host) = host {
        names.push(host.replace(['.', '-'], ""));
        // The longest label that is no public suffix: the outlet's own.
        let labels: Vec<&str> = host.split('.').collect();
        let own = labels[..labels.len().saturating_sub(1)].iter().rev().find(|label| label.len() > 3).or(labels.first());
        names.extend(own.map(|label| label.replace('-', "")));
        if labels.len() > 2 {
            names.push(labels[1..].concat().replace('-', ""));
        }
    }
    names.dedup();
    names
}

/// An address resolved against the page's own.
pub fn resolve(base: Option<&str>, url: &str) -> Option<String> {
    let url = url.trim();
    if url.contains("://") {
        return (url.starts_with("http://") || url.starts_with("https://")).then(|| url.to_owned());
    }
    let base = base?;
    let (scheme, rest) = base.split_once("://")?;
    if let Some(rest) = url.strip_prefix("//") {
        return Some(format!("{scheme}://{rest}"));
    }
    let host = rest.split(['/', '?', '#']).next()?;
    if url.starts_with('/') { Some(format!("{scheme}://{host}{url}")) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_addresses() {
        assert_eq!(host("https://www.Vale-Post.example:8080/a?b").as_deref(), Some("vale-post.example"));
        assert_eq!(host("vale"), None);
        assert_eq!(resolve(Some("https://valepost.example/a/b"), "/c").as_deref(), Some("https://valepost.example/c"));
        assert_eq!(
            resolve(Some("https://valepost.example/a/b"), "//m.valepost.example/c").as_deref(),
            Some("https://m.valepost.example/c")
        );
        assert_eq!(resolve(None, "/c"), None);
        assert_eq!(
            names(["Vale Post"].into_iter(), Some("news.valepost.example")),
            ["valepost", "newsvalepostexample", "valepost", "valepostexample"]
        );
    }
}
