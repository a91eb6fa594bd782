//! `datapackage.json`: what lies in a folder of an export, after the Data Package standard; by it a folder is known as ours.

use dateline_ledger::flat::{Kind, Table};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::Format;

/// The file's name.
pub(crate) const NAME: &str = "datapackage.json";
/// What a package of ours says of itself.
const GENERATOR: &str = "dateline export";

/// A file of an export.
#[derive(Debug, Clone)]
pub(crate) struct Resource {
    pub(crate) path: String,
    pub(crate) format: Format,
    pub(crate) rows: u64,
    described: Value,
}

/// A package as far as it is read again.
#[derive(Debug, Deserialize)]
struct Package {
    generator: Option<String>,
    #[serde(default)]
    resources: Vec<Listed>,
}

/// A resource of a package that was there before.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Listed {
    pub(crate) path: String,
    pub(crate) format: String,
    #[serde(flatten)]
    rest: serde_json::Map<String, Value>,
}

impl Resource {
    /// A flat table.
    pub(crate) fn flat(path: String, format: Format, table: &Table) -> Self {
        let fields: Vec<Value> =
            table.columns.iter().map(|it| json!({"name": it.name, "type": type_name(it.kind), "description": it.doc})).collect();
        Self { path, format, rows: 0, described: json!({"name": table.name, "description": table.doc, "schema": {"fields": fields}}) }
    }

    /// A table of GDELT: no head, parted by tabulators.
    pub(crate) fn gdelt(path: String, name: &str, doc: &str, columns: &[(&str, &str)], rows: u64) -> Self {
        let fields: Vec<Value> = columns.iter().map(|(name, kind)| json!({"name": name, "type": kind})).collect();
        let described = json!({
            "name": format!("gdelt-{name}"), "description": doc, "dialect": {"delimiter": "\t", "header": false},
            "schema": {"fields": fields, "missingValues": [""]},
        });
        Self { path, format: Format::Gdelt, rows, described }
    }

    fn listed(&self) -> Listed {
        let mut rest = self.described.as_object().cloned().unwrap_or_default();
        rest.insert("rows".to_owned(), self.rows.into());
        Listed { path: self.path.clone(), format: self.format.name().to_owned(), rest }
    }
}

/// The types of the Data Package standard.
fn type_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "string",
        Kind::Integer => "integer",
        Kind::Real => "number",
        Kind::Truth => "boolean",
        Kind::Day => "date",
        Kind::Instant => "datetime",
        Kind::Texts | Kind::Spans => "array",
    }
}

/// What a package of ours lists; nothing where it is none.
pub(crate) fn read(text: &str) -> Option<Vec<Listed>> {
    let package: Package = serde_json::from_str(text).ok()?;
    (package.generator.as_deref() == Some(GENERATOR)).then_some(package.resources)
}

/// The package of what was written and of what stays.
pub(crate) fn write(resources: &[Resource], others: Vec<Listed>) -> String {
    let mut all: Vec<Listed> = resources.iter().map(Resource::listed).chain(others).collect();
    all.sort_by(|a, b| a.path.cmp(&b.path));
    let package = json!({"name": "dateline", "generator": GENERATOR, "resources": all});
    format!("{}\n", serde_json::to_string_pretty(&package).unwrap_or_default())
}
