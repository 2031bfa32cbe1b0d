//! Lists of words.

/// Words with spaces between them. In WebAssembly, an array of texts takes eight bytes more for each.
#[derive(Debug, Clone, Copy)]
pub struct WordList(pub &'static str);

impl WordList {
    /// Returns the words in their order.
    pub fn iter(self) -> impl Iterator<Item = &'static str> {
        self.0.split(' ')
    }

    /// Returns the word that is equal to `word`; `None` if it is not in the list.
    ///
    /// ```
    /// use baca_model::WordList;
    ///
    /// let words = WordList("tab table td");
    /// assert_eq!(words.find("table"), Some("table"));
    /// assert_eq!(words.find("tab td").or(words.find("t")).or(words.find("")), None);
    /// ```
    pub fn find(self, word: &str) -> Option<&'static str> {
        let mut rest = self.0;
        loop {
            let (known, tail) =
                rest.split_at(rest.bytes().position(|byte| byte == b' ').unwrap_or(rest.len()));
            if known == word {
                return Some(known);
            }
            rest = tail.get(1..)?;
        }
    }

    /// Returns whether `word` is in the list.
    pub fn contains(self, word: &str) -> bool {
        self.find(word).is_some()
    }

    /// Returns the index of a word.
    pub fn position(self, word: &str) -> Option<usize> {
        self.iter().position(|known| known == word)
    }

    /// Returns the text after `name=` of the word that starts so: the value of a name in a table.
    ///
    /// ```
    /// use baca_model::WordList;
    ///
    /// assert_eq!(WordList("bold=strong italic=em").value_of("italic"), Some("em"));
    /// assert_eq!(WordList("bold=strong italic=em").value_of("em"), None);
    /// ```
    pub fn value_of(self, name: &str) -> Option<&'static str> {
        self.iter().find_map(|word| word.strip_prefix(name)?.strip_prefix('='))
    }
}
