//! The one model every format becomes and every view draws. Plain data: no DOM, no network.
//!
//! Text in it is text, never markup; URLs in it are already absolute and allowed.

/// An article, whatever format it came in.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Article {
    /// The source's own identifier.
    pub id: Option<String>,
    /// Canonical URL.
    pub url: Option<String>,
    /// Language of the text, BCP 47.
    pub lang: Option<String>,
    /// Direction the source declared; see [`Article::direction`] for the one to use.
    pub dir: Option<Dir>,
    /// Short label above the headline, perhaps a link to the section.
    pub kicker: Option<Link>,
    /// The headline.
    pub headline: Inline,
    /// The sentence or two under the headline.
    pub dek: Inline,
    /// Who wrote it.
    pub byline: Byline,
    /// Place the story was filed from: `VLADIVOSTOK`.
    pub dateline: Option<String>,
    /// Editors, as they sign: `ian`.
    pub editor: Vec<Person>,
    /// Corrections made since publication.
    pub corrections: Vec<Correction>,
    /// First publication, as the source wrote it (RFC 3339 or a date).
    pub published: Option<String>,
    /// Last change, likewise.
    pub modified: Option<String>,
    /// Lead image, video or gallery.
    pub lead: Option<Block>,
    /// The text.
    pub body: Vec<Block>,
    /// Topics.
    pub tags: Vec<Link>,
    /// Further reading.
    pub related: Vec<Link>,
    /// Who publishes it.
    pub publisher: Option<Person>,
    /// Copyright line.
    pub copyright: Option<String>,
    /// A review's verdict.
    pub rating: Option<Rating>,
    /// Reading time in minutes, when the source knows it.
    pub minutes: Option<u32>,
    /// Discussion that came along.
    pub comments: Option<Comments>,
    /// `true` when a limit cut the article and a notice must say so.
    pub truncated: bool,
}

/// Text with flat marks: never nested, so it cannot be deep.
pub type Inline = Vec<Span>;

/// A run of text, or a line break, with its marks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Span {
    /// The text; `"\n"` with [`Marks::BREAK`] for a line break.
    pub text: String,
    /// Bold, italic and the like.
    pub marks: Marks,
    /// What only few spans have, kept apart so that plain text stays small.
    pub extra: Option<Box<SpanExtra>>,
}

/// The rarer properties of a span.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SpanExtra {
    /// Link target: absolute and allowed, or `#fragment` inside the article.
    pub href: Option<String>,
    /// Tooltip or expansion of an abbreviation.
    pub title: Option<String>,
    /// Language of this run.
    pub lang: Option<String>,
    /// Direction of this run.
    pub dir: Option<Dir>,
    /// Reading aid above the text.
    pub ruby: Option<String>,
    /// Name that in-article links can point at.
    pub id: Option<String>,
    /// The formula that the text only spells out.
    pub math: Option<Math>,
}

impl SpanExtra {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        let texts = [&self.href, &self.title, &self.lang, &self.ruby, &self.id];
        texts.iter().all(|text| text.is_none()) && self.dir.is_none() && self.math.is_none()
    }
}

/// A formula, or a part of one: MathML of known elements and attributes only, so that it can be
/// drawn as it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Math {
    /// An element of MathML Core.
    pub name: &'static str,
    /// Its attributes: no link, no style, no handler is among the known ones.
    pub attributes: Vec<(&'static str, String)>,
    /// What is in it.
    pub children: Vec<MathNode>,
}

/// What is in a part of a formula.
#[derive(Debug, Clone, PartialEq)]
pub enum MathNode {
    /// Text.
    Text(String),
    /// A smaller part.
    Element(Math),
}

impl Span {
    /// A run without marks.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A line break.
    pub fn line_break() -> Self {
        Self { text: "\n".into(), marks: Marks::BREAK, extra: None }
    }

    /// A place where a long word may break, and nothing else.
    pub fn word_break() -> Self {
        Self { text: String::new(), marks: Marks::WORD_BREAK, extra: None }
    }

    /// Link target, if it is a link.
    pub fn href(&self) -> Option<&str> {
        self.extra.as_deref().and_then(|e| e.href.as_deref())
    }
}

/// A set of inline marks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks(pub u16);

impl Marks {
    /// `<strong>`
    pub const BOLD: Self = Self(1);
    /// `<em>`
    pub const ITALIC: Self = Self(1 << 1);
    /// `<u>`
    pub const UNDERLINE: Self = Self(1 << 2);
    /// `<s>`
    pub const STRIKE: Self = Self(1 << 3);
    /// `<code>`
    pub const CODE: Self = Self(1 << 4);
    /// `<sub>`
    pub const SUB: Self = Self(1 << 5);
    /// `<sup>`
    pub const SUP: Self = Self(1 << 6);
    /// `<mark>`
    pub const MARK: Self = Self(1 << 7);
    /// `<small>`
    pub const SMALL: Self = Self(1 << 8);
    /// `<br>`
    pub const BREAK: Self = Self(1 << 9);
    /// `<wbr>`; the text is empty.
    pub const WORD_BREAK: Self = Self(1 << 10);

    /// The element of each mark, the innermost first.
    pub const ELEMENTS: [(Self, &'static str); 9] = [
        (Self::CODE, "code"),
        (Self::SUP, "sup"),
        (Self::SUB, "sub"),
        (Self::SMALL, "small"),
        (Self::MARK, "mark"),
        (Self::STRIKE, "s"),
        (Self::UNDERLINE, "u"),
        (Self::ITALIC, "em"),
        (Self::BOLD, "strong"),
    ];

    /// The marks that have a key in Baca's own format, with that key.
    pub const NAMED: [(&'static str, Self); 9] = [
        ("bold", Self::BOLD),
        ("italic", Self::ITALIC),
        ("underline", Self::UNDERLINE),
        ("strike", Self::STRIKE),
        ("code", Self::CODE),
        ("sub", Self::SUB),
        ("sup", Self::SUP),
        ("mark", Self::MARK),
        ("small", Self::SMALL),
    ];

    /// Whether all of `other` is in this set.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// This set with `other` taken away.
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// This set with `other` added.
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Writing direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dir {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
    /// By the first strong character.
    Auto,
}

impl Dir {
    /// The value of HTML's `dir` attribute.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
            Self::Auto => "auto",
        }
    }

    /// Reads HTML's `dir` value.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "ltr" => Some(Self::Ltr),
            "rtl" => Some(Self::Rtl),
            "auto" => Some(Self::Auto),
            _ => None,
        }
    }
}

/// Who wrote it: a ready line, or people.
#[derive(Debug, Clone, PartialEq)]
pub enum Byline {
    /// A line as the source wrote it.
    Line(Inline),
    /// Persons, to be joined in the reader's language.
    People(Vec<Person>),
}

impl Default for Byline {
    fn default() -> Self {
        Self::People(Vec::new())
    }
}

impl Byline {
    /// Whether it names nobody.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Line(line) => line.is_empty(),
            Self::People(people) => people.is_empty(),
        }
    }
}

/// A person or an organisation.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Person {
    /// Name or initials.
    pub name: String,
    /// Their page.
    pub url: Option<String>,
    /// What they are: "Science correspondent".
    pub role: Option<String>,
    /// Whom they work for.
    pub org: Option<String>,
    /// Portrait.
    pub image: Option<Image>,
    /// A line about them.
    pub bio: Inline,
}

/// A link with what may stand around it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Link {
    /// Its text.
    pub text: Inline,
    /// Where it goes; text alone is allowed.
    pub url: Option<String>,
    /// A sentence under it.
    pub dek: Inline,
    /// A label above it.
    pub kicker: Option<String>,
    /// A picture beside it.
    pub image: Option<Image>,
}

/// A correction.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Correction {
    /// What was corrected.
    pub text: Inline,
    /// When.
    pub published: Option<String>,
}

/// A review's verdict.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rating {
    /// The verdict.
    pub value: f64,
    /// The best possible, 5 if absent.
    pub max: Option<f64>,
    /// The worst possible.
    pub min: Option<f64>,
    /// "stars".
    pub unit: Option<String>,
}

/// A block with what every block may have.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Block {
    /// Name that in-article links can point at, as the source wrote it.
    pub id: Option<String>,
    /// Language, where it differs from the article's.
    pub lang: Option<String>,
    /// Direction, where it differs.
    pub dir: Option<Dir>,
    /// How much room it asks for.
    pub size: Size,
    /// What it is.
    pub kind: Kind,
}

impl From<Kind> for Block {
    fn from(kind: Kind) -> Self {
        Self { kind, ..Self::default() }
    }
}

/// How much room a figure asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Size {
    /// As wide as the text.
    #[default]
    Inline,
    /// Wider than the text.
    Wide,
    /// The whole width there is.
    Full,
    /// Beside the text, at its left.
    Left,
    /// Beside the text, at its right.
    Right,
    /// Small, beside the text's start.
    Thumb,
}

impl Size {
    /// Names in Baca's own format, in the order of the variants.
    pub const NAMES: [(&'static str, Self); 6] = [
        ("inline", Self::Inline),
        ("wide", Self::Wide),
        ("full", Self::Full),
        ("left", Self::Left),
        ("right", Self::Right),
        ("thumb", Self::Thumb),
    ];

    /// Its name.
    pub fn as_str(self) -> &'static str {
        Self::NAMES.iter().find(|(_, size)| *size == self).map_or("inline", |(name, _)| name)
    }
}

/// Alignment of a paragraph or a table cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Align {
    /// By the direction of writing.
    #[default]
    Start,
    /// Centred.
    Center,
    /// Against the direction of writing: numbers in tables.
    End,
}

impl Align {
    /// Its name in Baca's own format.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Center => "center",
            Self::End => "end",
        }
    }
}

/// The kinds of block.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // the fields' names say what they are
pub enum Kind {
    /// A paragraph.
    Paragraph { text: Inline, dropcap: bool, align: Align },
    /// A heading, level 2 to 6.
    Heading { text: Inline, level: u8 },
    /// A list; one whose items have terms is a definition list.
    List { items: Vec<Item>, ordered: bool, start: Option<i32> },
    /// A quotation; `pull` for one lifted out of the text.
    Quote { text: Inline, body: Vec<Block>, attribution: Inline, url: Option<String>, pull: bool },
    /// A picture.
    Image(Image),
    /// Several pictures.
    Gallery { items: Vec<Image>, caption: Inline, slides: bool },
    /// A moving picture.
    Video(Media),
    /// A sound.
    Audio(Media),
    /// Somebody else's widget, never loaded before it is asked for.
    Embed(Embed),
    /// A table.
    Table { rows: Vec<Vec<Cell>>, head: usize, caption: Inline },
    /// Preformatted text: code, or verse.
    Code { text: Inline, language: Option<String>, verse: bool },
    /// A thematic break.
    Divider,
    /// A box beside the story; `open` given: it can be opened and closed.
    Aside { kind: Option<String>, title: Inline, body: Vec<Block>, open: Option<bool> },
    /// Links to read next.
    Links { title: Inline, items: Vec<Link> },
    /// An entry of a live blog or a timeline.
    Update(Update),
    /// Blocks without a frame of their own: a fallback, or converted HTML.
    Group(Vec<Block>),
}

impl Default for Kind {
    fn default() -> Self {
        Self::Group(Vec::new())
    }
}

/// An item of a list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Item {
    /// Its text.
    pub text: Inline,
    /// What is defined, in a definition list.
    pub term: Inline,
    /// A checklist's mark.
    pub checked: Option<bool>,
    /// Blocks under the text.
    pub body: Vec<Block>,
    /// Name that in-article links can point at.
    pub id: Option<String>,
}

/// A picture.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Image {
    /// Where it is.
    pub src: String,
    /// What it shows; empty for decoration, `None` when nobody said.
    pub alt: Option<String>,
    /// Width in pixels.
    pub width: Option<u32>,
    /// Height in pixels.
    pub height: Option<u32>,
    /// The same in other widths and types.
    pub sources: Vec<Source>,
    /// What stands under it.
    pub caption: Inline,
    /// Whose it is.
    pub credit: Inline,
    /// What must stay visible when it is cropped, each 0 to 1.
    pub focus: Option<(f64, f64)>,
    /// Where it leads.
    pub href: Option<String>,
}

/// One of the files of a picture, a video or a sound.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Source {
    /// Where it is.
    pub src: String,
    /// Width in pixels.
    pub width: Option<u32>,
    /// Height in pixels.
    pub height: Option<u32>,
    /// MIME type.
    pub mime: Option<String>,
    /// Media query it is meant for.
    pub media: Option<String>,
}

/// A video or a sound.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Media {
    /// Its files, best first.
    pub sources: Vec<Source>,
    /// Still picture.
    pub poster: Option<Image>,
    /// Captions and the like.
    pub tracks: Vec<Track>,
    /// Its title.
    pub title: Option<String>,
    /// Its length in seconds.
    pub seconds: Option<f64>,
    /// What is said in it.
    pub transcript: Vec<Block>,
    /// What stands under it.
    pub caption: Inline,
    /// Whose it is.
    pub credit: Inline,
}

/// Captions, subtitles, chapters or descriptions of a video.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Track {
    /// Where the WebVTT file is.
    pub src: String,
    /// Its language.
    pub lang: Option<String>,
    /// Its name in the menu.
    pub label: Option<String>,
    /// `captions` unless said otherwise.
    pub kind: Option<String>,
}

/// Somebody else's widget.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Embed {
    /// The page it shows: a real link for the reader.
    pub url: String,
    /// What a frame would load, when that is another URL.
    pub frame: Option<String>,
    /// "YouTube".
    pub provider: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Still picture.
    pub poster: Option<Image>,
    /// Width in pixels.
    pub width: Option<u32>,
    /// Height in pixels.
    pub height: Option<u32>,
    /// What stands under it.
    pub caption: Inline,
    /// Shown instead where it cannot be framed.
    pub fallback: Vec<Block>,
}

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    /// Its text.
    pub text: Inline,
    /// Blocks in it.
    pub body: Vec<Block>,
    /// A header of its row.
    pub header: bool,
    /// Columns it spans, 1 or more.
    pub colspan: u16,
    /// Rows it spans, 1 or more.
    pub rowspan: u16,
    /// Alignment.
    pub align: Align,
}

/// An entry of a live blog or a timeline.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Update {
    /// Its headline.
    pub title: Inline,
    /// When it was written.
    pub published: Option<String>,
    /// When it was changed.
    pub modified: Option<String>,
    /// Who wrote it.
    pub byline: Byline,
    /// One of the day's main turns.
    pub key: bool,
    /// Its text.
    pub body: Vec<Block>,
}

/// Discussion that came with the article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Comments {
    /// How many there are.
    pub count: Option<u32>,
    /// Whether new ones are taken.
    pub open: Option<bool>,
    /// Where they are to be read.
    pub url: Option<String>,
    /// One list.
    pub items: Vec<Comment>,
    /// Several lists.
    pub tabs: Vec<CommentTab>,
    /// Where else it is discussed: the `type` of a provider, and its name for the discussion.
    pub threads: Vec<(String, String)>,
}

/// A named list of comments.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CommentTab {
    /// Its identifier.
    pub id: Option<String>,
    /// Its name.
    pub label: String,
    /// How many there are.
    pub count: Option<u32>,
    /// Where they are to be fetched.
    pub src: Option<String>,
    /// Those that came along.
    pub items: Vec<Comment>,
}

/// A comment with its replies.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Comment {
    /// Its identifier.
    pub id: Option<String>,
    /// Who wrote it.
    pub author: Option<Person>,
    /// When.
    pub published: Option<String>,
    /// What it says.
    pub body: Vec<Block>,
    /// How many liked it.
    pub likes: Option<u32>,
    /// "Editors' pick".
    pub badge: Option<String>,
    /// Where it stands on its own.
    pub url: Option<String>,
    /// Whether it is to be seen.
    pub state: CommentState,
    /// Answers.
    pub replies: Vec<Comment>,
}

/// Whether a comment is to be seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CommentState {
    /// To be seen.
    #[default]
    Shown,
    /// Taken away by a moderator or its author.
    Removed,
    /// Waiting for a moderator.
    Held,
}

/// The text of an inline without its marks.
pub fn plain_text(inline: &[Span]) -> String {
    inline.iter().map(|span| span.text.as_str()).collect()
}

/// Languages written from right to left, regions that make another language so, and scripts (BCP 47
/// subtags; <https://cldr.unicode.org>, likely subtags).
const RTL: &str = "ar he fa ur ps sd ug yi dv ckb ks nqo syr iw ji \
    aeb aii ajp apc apd arb arc arq ars ary arz azb bal bft bgn bqi brh cld dcc fas glk gwc gwt haz \
    heb hnd hno jpr jrb khw kvx lad lah lki lrc luz mby mnd mvy mzn myz phl phr pnb prd prs pus rhg \
    rmt sam scl sdh shu siz skr smp snd soj syc tru trw uig urd uzs yid ydd \
    az-iq az-ir ha-sd kk-af kk-cn kk-ir ku-iq ku-ir ky-cn ms-cc pa-pk uz-af \
    arab aran hebr syrc syre syrj syrn thaa nkoo adlm rohg mand samr mend yezi gara hung orkh phnx \
    armi prti phli phlp avst cprt khar lydi sarb narb palm nbat hatr mani merc mero chrs elym sogd \
    sogo";

/// The direction that a language (BCP 47) is written in.
pub fn direction_of(lang: &str) -> Dir {
    let lang = lang.trim().to_ascii_lowercase().replace('_', "-");
    // Single letters begin extensions, which say other things: `ar-u-nu-latn`.
    let mut subtags = lang.split('-').take_while(|subtag| subtag.len() > 1);
    let Some(language) = subtags.next() else { return Dir::Auto };
    let rest: Vec<&str> = subtags.collect();
    let is_script = |tag: &&&str| tag.len() == 4 && tag.bytes().all(|b| b.is_ascii_alphabetic());
    let is_rtl = |tag: &str| RTL.split_ascii_whitespace().any(|known| known == tag);
    let rtl = match rest.iter().find(is_script) {
        // `-Latn` and the like: a script said aloud decides.
        Some(script) => is_rtl(script),
        None if matches!(language, "und" | "mul" | "mis" | "zxx") => return Dir::Auto,
        None => is_rtl(language) || rest.iter().any(|tag| is_rtl(&[language, tag].join("-"))),
    };
    match rtl {
        true => Dir::Rtl,
        false => Dir::Ltr,
    }
}

impl Article {
    /// The direction to lay the article out in: the declared one, else by its language, else by
    /// its first strong character.
    pub fn direction(&self) -> Dir {
        let by_lang = || self.lang.as_deref().map(direction_of);
        self.dir.or_else(by_lang).unwrap_or(Dir::Auto)
    }

    /// The headline without marks.
    pub fn headline_text(&self) -> String {
        plain_text(&self.headline)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_run_as_their_script_does() {
        for lang in [
            "ar",
            "ar-EG",
            "he",
            "iw",
            "fa_IR",
            "ur",
            "ps",
            "sd",
            "ug",
            "yi",
            "dv",
            "nqo",
            "syr",
            "ckb",
            "AR",
            "ar-u-nu-latn",
            "az-Arab",
            "ff-Adlm",
            "ms-Arab-MY",
            "pa-PK",
            "uz-AF",
            "rhg-Rohg",
            "und-Hebr",
            "ur-Aran",
        ] {
            assert_eq!(direction_of(lang), Dir::Rtl, "{lang}");
        }
        for lang in [
            "en",
            "id",
            "ja",
            "zh-Hant",
            "ar-Latn",
            "az",
            "ff",
            "pa",
            "uz",
            "mn-Mong",
            "bo",
            "am",
            "dz",
            "en-Arabia",
            "ku",
            "sd-Deva",
            "x",
            "de-1996",
        ] {
            assert_ne!(direction_of(lang), Dir::Rtl, "{lang}");
        }
        assert_eq!(direction_of("und"), Dir::Auto);
    }
}
