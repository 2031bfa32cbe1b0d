//! Places in the body for what is the site's own, such as advertisements: where they go. The rules only
//! look at the kinds of the blocks. A decision between two blocks depends on the blocks before it and on
//! the next one, so a body that grows keeps its places. `static/loader/newsroom/spacing.ts` has the same
//! rules for articles that the browser renders; `tests/flows/newsroom-rules.test.mjs` compares both.

use crate::{Block, Kind, Size};

/// Maximum number of places of one rule if the rule has no maximum.
pub const DEFAULT_MAX: u32 = 20;

/// What a block is for the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockRole {
    /// A paragraph or an update, which are counted.
    Text,
    /// A heading, which belongs to the block after it.
    Heading,
    /// A figure beside the text.
    Float,
    /// Any other block.
    Other,
}

impl BlockRole {
    /// Returns the role of a block of the body.
    pub fn of(block: &Block) -> Self {
        match block.kind {
            Kind::Heading { .. } => Self::Heading,
            _ if matches!(block.size, Size::Left | Size::Right | Size::Thumb) => Self::Float,
            Kind::Paragraph { .. } | Kind::Update(_) => Self::Text,
            _ => Self::Other,
        }
    }
}

/// Where the places of a rule go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// One place above the body.
    BeforeBody,
    /// One place below the body.
    End,
    /// A place after this many paragraphs, at least 1.
    After(u32),
}

/// A rule of the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Name of the places.
    pub name: String,
    /// Where the first place goes.
    pub at: At,
    /// Number of paragraphs from one place to the next; `None` for a single place.
    pub every: Option<u32>,
    /// Maximum number of places.
    pub max: Option<u32>,
}

/// A place in a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Index of the rule.
    pub rule: usize,
    /// Number of the place among those of its rule, from 1.
    pub number: u32,
    /// The place is before the block with this index; at the end, it is the number of blocks.
    pub before: usize,
}

/// Returns the places of a body in order. A place is never between a heading and its text, beside a
/// floating figure, or next to another place: there is a paragraph between two. If a place cannot be where
/// its rule says, it goes to the next position where it can. The first rule of several has precedence.
pub fn places(roles: &[BlockRole], rules: &[Rule]) -> Vec<Place> {
    let single = |wanted: At, before: usize| {
        rules
            .iter()
            .enumerate()
            .filter(move |(_, rule)| rule.at == wanted && rule.max != Some(0))
            .take(1)
            .map(move |(rule, _)| Place { rule, number: 1, before })
    };
    let mut out: Vec<Place> = single(At::BeforeBody, 0).collect();
    // For each rule: the number of its places, and the count of paragraphs at which the next one is due.
    let mut next: Vec<(u32, Option<u32>)> = rules
        .iter()
        .map(|rule| match rule.at {
            At::After(count) if rule.max != Some(0) => (0, Some(count)),
            _ => (0, None),
        })
        .collect();
    let mut count = 0;
    let mut last_count = 0;
    for (index, pair) in roles.windows(2).enumerate() {
        let [role, _] = pair else { continue };
        if *role == BlockRole::Text {
            count += 1;
        }
        let earlier = index.checked_sub(1).and_then(|before| roles.get(before));
        let is_beside_float = *role == BlockRole::Float || earlier == Some(&BlockRole::Float);
        if *role == BlockRole::Heading || is_beside_float || count == last_count {
            continue;
        }
        let due = |(_, due): &(u32, Option<u32>)| due.is_some_and(|due| count >= due);
        let Some(rule) = next.iter().position(due) else { continue };
        if let (Some(state), Some(given)) = (next.get_mut(rule), rules.get(rule)) {
            state.0 += 1;
            out.push(Place { rule, number: state.0, before: index + 1 });
            let more = state.0 < given.max.unwrap_or(DEFAULT_MAX);
            state.1 = given.every.filter(|every| more && *every > 0).map(|every| count + every);
        }
        last_count = count;
    }
    out.extend(single(At::End, roles.len()));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(at: At, every: Option<u32>, max: Option<u32>) -> Rule {
        Rule { name: "ad".into(), at, every, max }
    }

    /// Reads roles from letters: `p` text, `h` heading, `f` float, `o` other.
    fn roles(letters: &str) -> Vec<BlockRole> {
        letters
            .chars()
            .map(|letter| match letter {
                'p' => BlockRole::Text,
                'h' => BlockRole::Heading,
                'f' => BlockRole::Float,
                _ => BlockRole::Other,
            })
            .collect()
    }

    fn positions(letters: &str, rules: &[Rule]) -> Vec<usize> {
        places(&roles(letters), rules).iter().map(|place| place.before).collect()
    }

    #[test]
    fn places_follow_paragraphs_and_repeat() {
        let rules = [rule(At::After(3), Some(5), Some(4))];
        assert_eq!(positions("pppppppppppppppppppppppppppp", &rules), [3, 8, 13, 18]);
        assert_eq!(positions("popopopop", &[rule(At::After(2), None, None)]), [3]);
        assert_eq!(positions("ppp", &[rule(At::After(3), Some(1), None)]), [] as [usize; 0]);
        assert_eq!(positions("ppp", &[rule(At::After(9), None, None)]), [] as [usize; 0]);
        assert_eq!(positions("", &rules), [] as [usize; 0]);
    }

    #[test]
    fn a_place_avoids_headings_and_floats() {
        let after = |count| [rule(At::After(count), None, None)];
        assert_eq!(positions("phpp", &after(1)), [1]);
        assert_eq!(positions("pfppp", &after(2)), [4]);
        assert_eq!(positions("pfhpp", &after(1)), [1]);
        assert_eq!(positions("fpppp", &after(1)), [3]);
        assert_eq!(positions("phhpp", &after(1)), [1]);
    }

    #[test]
    fn two_rules_never_share_a_position_and_the_first_goes_first() {
        let rules = [rule(At::After(2), None, None), rule(At::After(2), None, None)];
        let found = places(&roles("pppppp"), &rules);
        let found: Vec<(usize, usize)> =
            found.iter().map(|place| (place.rule, place.before)).collect();
        assert_eq!(found, [(0, 2), (1, 3)]);
    }

    #[test]
    fn the_rules_hold_in_generated_bodies() {
        let mut seed: u32 = 20_260_301;
        let mut random = |below: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) % below
        };
        for case in 0..1000 {
            let length = random(60);
            let letters: String = (0..length)
                .map(|_| match random(10) {
                    0 => 'h',
                    1 => 'f',
                    2 | 3 => 'o',
                    _ => 'p',
                })
                .collect();
            let some = |value: u32| (value > 0).then_some(value);
            let mut rules = vec![
                rule(At::After(1 + random(6)), some(random(6)), some(random(5))),
                rule(At::After(1 + random(9)), some(random(9)), some(random(3))),
            ];
            if random(2) == 0 {
                rules.push(rule(At::BeforeBody, None, None));
            }
            if random(2) == 0 {
                rules.insert(0, rule(At::End, None, None));
            }
            let roles = roles(&letters);
            let found = places(&roles, &rules);
            for pair in found.windows(2) {
                assert!(
                    pair[0].before < pair[1].before || length == 0,
                    "{case}: {letters} {found:?}"
                );
                let between = &roles[pair[0].before..pair[1].before];
                let enough = between.contains(&BlockRole::Text) || pair[1].before == roles.len();
                assert!(enough, "{case}: {letters} {found:?}");
            }
            for place in &found {
                let given = &rules[place.rule];
                assert!(given.max.is_none_or(|max| place.number <= max), "{case}");
                let At::After(count) = given.at else { continue };
                let before = &roles[..place.before];
                assert!(place.before < roles.len(), "{case}: {letters} {found:?}");
                assert_ne!(before.last(), Some(&BlockRole::Heading), "{case}: {letters} {found:?}");
                let tail = &before[before.len().saturating_sub(2)..];
                assert!(!tail.contains(&BlockRole::Float), "{case}: {letters} {found:?}");
                let texts = before.iter().filter(|role| **role == BlockRole::Text).count();
                assert!(texts >= count as usize, "{case}: {letters} {found:?}");
            }
            // A body that grows keeps its places.
            let grown: Vec<BlockRole> = roles.iter().copied().chain([BlockRole::Text; 9]).collect();
            let inner = |place: &&Place| place.before < roles.len();
            let before: Vec<&Place> = found.iter().filter(inner).collect();
            let after = places(&grown, &rules);
            let after: Vec<&Place> = after.iter().filter(inner).collect();
            if length > 0 {
                assert_eq!(before, after, "{case}: {letters}");
            }
        }
    }
}
