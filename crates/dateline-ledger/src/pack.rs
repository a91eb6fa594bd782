//! Numbers in few bytes: seven bits a byte, the lowest first, and of ascending lists the differences.
//!
//! What a ledger keeps to compare by is read by nobody but the ledger; as JSON it would be most of the file.

/// Numbers that are being packed.
#[derive(Debug, Default)]
pub(crate) struct Pack(Vec<u8>);

impl Pack {
    pub(crate) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    /// A number that may be below zero.
    pub(crate) fn signed(&mut self, number: i64) {
        self.number((number << 1 ^ number >> 63).cast_unsigned());
    }

    /// A list that ascends, with its length.
    pub(crate) fn ascending(&mut self, list: impl ExactSizeIterator<Item = u32>) {
        self.number(list.len() as u64);
        let mut before = 0;
        for it in list {
            self.number(u64::from(it.wrapping_sub(before)));
            before = it;
        }
    }

    pub(crate) fn bytes(self) -> Vec<u8> {
        self.0
    }
}

/// Numbers that are being unpacked; past the end there are none but zeros.
#[derive(Debug)]
pub(crate) struct Unpack<'b>(pub(crate) &'b [u8]);

impl Unpack<'_> {
    pub(crate) fn number(&mut self) -> u64 {
        let (mut number, mut shift) = (0, 0);
        while let Some((&byte, rest)) = self.0.split_first() {
            self.0 = rest;
            if shift < 64 {
                number |= u64::from(byte & 0x7f) << shift;
            }
            shift += 7;
            if byte < 0x80 {
                break;
            }
        }
        number
    }

    pub(crate) fn signed(&mut self) -> i64 {
        let number = self.number();
        (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
    }

    pub(crate) fn ascending(&mut self) -> Vec<u32> {
        // A damaged length must not ask for more than there is.
        let count = (self.number() as usize).min(self.0.len());
        let mut before = 0_u32;
        let next = |_| {
            before = before.wrapping_add(self.number() as u32);
            before
        };
        (0..count).map(next).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_out_as_it_was() {
        let mut pack = Pack::default();
        pack.ascending([0, 1, 300, u32::MAX].into_iter());
        for number in [0, -1, 1, i64::MIN, i64::MAX] {
            pack.signed(number);
        }
        let bytes = pack.bytes();
        let mut unpack = Unpack(&bytes);
        assert_eq!(unpack.ascending(), [0, 1, 300, u32::MAX]);
        assert_eq!([0, -1, 1, i64::MIN, i64::MAX].map(|_| unpack.signed()), [0, -1, 1, i64::MIN, i64::MAX]);
        assert_eq!((unpack.number(), Unpack(&[0xff, 0xff]).ascending()), (0, Vec::new()));
    }
}
