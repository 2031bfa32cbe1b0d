//! What stands under what: entries that name their parents become a tree, whatever order they came
//! in. A parent that is missing, that comes later or that is its own ancestor costs no comment.

use super::{time, Entry};
use crate::article::model::CommentState;
use std::cmp::Ordering;
use std::rc::Rc;

/// Answers deeper than this stand beside each other, and say whom they answer.
pub const DEEPEST: usize = 5;

/// In which order comments stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// As a conversation runs.
    #[default]
    Oldest,
    /// The latest conversations first; answers as they came.
    Newest,
    /// What most liked first, answers too.
    Liked,
}

impl Order {
    /// All of them, by their names.
    pub const ALL: [(&'static str, Self); 3] =
        [("oldest", Self::Oldest), ("newest", Self::Newest), ("liked", Self::Liked)];
}

/// Where an entry stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Node {
    /// Entries under it, by their numbers, in order.
    pub replies: Vec<usize>,
    /// Entries in all under it, and itself.
    pub size: usize,
    /// The entry it answers, where that is not the one it stands under.
    pub answers: Option<usize>,
    /// How deep it stands, from 0.
    pub depth: usize,
}

/// A discussion.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tree {
    /// Its comments.
    pub entries: Vec<Rc<Entry>>,
    /// Where each stands, by the same numbers.
    pub nodes: Vec<Node>,
    /// Those that answer none, in order.
    pub roots: Vec<usize>,
}

impl Tree {
    /// Makes a tree of entries. Of two with one identifier the later holds.
    pub fn build(entries: Vec<Rc<Entry>>, order: Order) -> Self {
        let entries = without_doubles(entries);
        let parents = parents(&entries);
        let mut tree = Self { nodes: vec![Node::default(); entries.len()], entries, roots: vec![] };
        let mut below: Vec<Vec<usize>> = vec![Vec::new(); parents.len()];
        for (index, parent) in parents.iter().enumerate() {
            match parent.and_then(|parent| below.get_mut(parent)) {
                Some(list) => list.push(index),
                None => tree.roots.push(index),
            }
        }
        // Level by level: (entry, what it stands under).
        let mut walk: Vec<(usize, Option<usize>)> = tree.roots.iter().map(|r| (*r, None)).collect();
        let mut at = 0;
        while let Some((index, under)) = walk.get(at).copied() {
            at += 1;
            let depth = under.and_then(|u| tree.nodes.get(u)).map_or(0, |node| node.depth + 1);
            let parent = parents.get(index).copied().flatten();
            if let Some(node) = tree.nodes.get_mut(index) {
                node.depth = depth;
                node.answers = parent.filter(|_| parent != under);
            }
            if let Some(node) = under.and_then(|under| tree.nodes.get_mut(under)) {
                node.replies.push(index);
            }
            let next = if depth >= DEEPEST { under } else { Some(index) };
            walk.extend(below.get(index).into_iter().flatten().map(|reply| (*reply, next)));
        }
        for (index, under) in walk.iter().rev() {
            let size = tree.nodes.get_mut(*index).map_or(0, |node| {
                node.size += 1;
                node.size
            });
            if let Some(node) = under.and_then(|under| tree.nodes.get_mut(under)) {
                node.size += size;
            }
        }
        tree.sort(order);
        tree
    }

    /// How many comments are to be read.
    pub fn count(&self) -> usize {
        self.entries.iter().filter(|entry| entry.state == CommentState::Shown).count()
    }

    /// Whether any comment was liked: sorting by that makes sense.
    pub fn has_likes(&self) -> bool {
        self.entries.iter().any(|entry| entry.likes.unwrap_or_default() > 0)
    }

    /// How many comments have to be shown until the one of this identifier is among them.
    pub fn until(&self, id: &str) -> Option<usize> {
        let wanted = self.entries.iter().position(|entry| entry.id == id)?;
        let mut waiting: Vec<usize> = self.roots.iter().rev().copied().collect();
        let mut seen = 0;
        while let Some(index) = waiting.pop() {
            seen += 1;
            if index == wanted {
                return Some(seen);
            }
            let replies = self.nodes.get(index).map(|node| node.replies.as_slice());
            waiting.extend(replies.unwrap_or_default().iter().rev());
        }
        None
    }

    fn sort(&mut self, order: Order) {
        let moments: Vec<f64> = self
            .entries
            .iter()
            .map(|entry| {
                // One without a date stays where it came.
                entry.published.as_deref().and_then(time::parse).unwrap_or_default()
            })
            .collect();
        let likes: Vec<u32> = self.entries.iter().map(|e| e.likes.unwrap_or_default()).collect();
        let key = |index: usize, order: Order| {
            let moment = moments.get(index).copied().unwrap_or_default();
            match order {
                Order::Oldest => (0, moment),
                Order::Newest => (0, -moment),
                Order::Liked => (-i64::from(likes.get(index).copied().unwrap_or_default()), moment),
            }
        };
        let put = |list: &mut Vec<usize>, order: Order| {
            sort(list, &|a, b| {
                let ((likes_a, at_a), (likes_b, at_b)) = (key(a, order), key(b, order));
                likes_a.cmp(&likes_b).then(at_a.total_cmp(&at_b))
            });
        };
        put(&mut self.roots, order);
        let inside = if order == Order::Liked { Order::Liked } else { Order::Oldest };
        for node in &mut self.nodes {
            put(&mut node.replies, inside);
        }
    }
}

/// Sorts by merging; what is equal keeps its order. The library's own sort is several times as large,
/// and every reader would fetch it.
fn sort(list: &mut Vec<usize>, compare: &dyn Fn(usize, usize) -> Ordering) {
    if list.len() < 2 {
        return;
    }
    let mut right = list.split_off(list.len() / 2);
    sort(list, compare);
    sort(&mut right, compare);
    let mut merged = Vec::with_capacity(list.len() + right.len());
    let (mut a, mut b) = (0, 0);
    loop {
        let (left, right) = (list.get(a).copied(), right.get(b).copied());
        merged.push(match (left, right) {
            (Some(left), Some(right)) if compare(left, right) == Ordering::Greater => {
                b += 1;
                right
            }
            (Some(left), _) => {
                a += 1;
                left
            }
            (None, Some(right)) => {
                b += 1;
                right
            }
            (None, None) => break,
        });
    }
    *list = merged;
}

/// Entries by their identifiers.
struct Names<'e> {
    entries: &'e [Rc<Entry>],
    sorted: Vec<usize>,
}

impl<'e> Names<'e> {
    fn of(entries: &'e [Rc<Entry>]) -> Self {
        let mut sorted: Vec<usize> = (0..entries.len()).collect();
        sort(&mut sorted, &|a, b| name(entries, a).cmp(name(entries, b)));
        Self { entries, sorted }
    }

    /// The last of those with this identifier.
    fn find(&self, id: &str) -> Option<usize> {
        let after = self.sorted.partition_point(|index| name(self.entries, *index) <= id);
        let index = self.sorted.get(after.checked_sub(1)?).copied()?;
        (name(self.entries, index) == id).then_some(index)
    }
}

fn name(entries: &[Rc<Entry>], index: usize) -> &str {
    entries.get(index).map_or("", |entry| entry.id.as_str())
}

/// Each in the place of the first of its identifier, as the last one says.
fn without_doubles(entries: Vec<Rc<Entry>>) -> Vec<Rc<Entry>> {
    let names = Names::of(&entries);
    let mut taken: Vec<bool> = vec![false; entries.len()];
    let latest = |entry: &Rc<Entry>| {
        let last = names.find(&entry.id)?;
        let taken = taken.get_mut(last)?;
        (!std::mem::replace(taken, true)).then(|| entries.get(last).cloned()).flatten()
    };
    entries.iter().filter_map(latest).collect()
}

/// The parent of each entry; a circle is cut where it was entered.
fn parents(entries: &[Rc<Entry>]) -> Vec<Option<usize>> {
    let names = Names::of(entries);
    let mut parents: Vec<Option<usize>> =
        entries.iter().map(|entry| names.find(entry.parent.as_deref()?)).collect();
    // Which walk has been at an entry: each is walked over once.
    let mut walked: Vec<usize> = vec![0; parents.len()];
    for start in 0..parents.len() {
        let mut at = Some(start);
        let mut from = start;
        while let Some(index) = at {
            match walked.get(index).copied() {
                Some(0) => {}
                Some(walk) if walk == start + 1 => {
                    if let Some(parent) = parents.get_mut(from) {
                        *parent = None;
                    }
                    break;
                }
                _ => break,
            }
            if let Some(mark) = walked.get_mut(index) {
                *mark = start + 1;
            }
            from = index;
            at = parents.get(index).copied().flatten();
        }
    }
    parents
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: &str, parent: &str, published: &str, likes: u32) -> Rc<Entry> {
        Rc::new(Entry {
            id: id.into(),
            parent: Some(parent.to_string()).filter(|parent| !parent.is_empty()),
            published: Some(published.into()),
            likes: Some(likes),
            ..Entry::default()
        })
    }

    fn plain(pairs: &[(&str, &str)]) -> Vec<Rc<Entry>> {
        pairs.iter().map(|(id, parent)| entry(id, parent, "", 0)).collect()
    }

    /// The tree as text: `a(b(c)) d`.
    fn drawn(tree: &Tree) -> String {
        fn list(tree: &Tree, of: &[usize]) -> String {
            let one = |index: &usize| match list(tree, &tree.nodes[*index].replies) {
                inner if inner.is_empty() => tree.entries[*index].id.clone(),
                inner => format!("{}({inner})", tree.entries[*index].id),
            };
            of.iter().map(one).collect::<Vec<_>>().join(" ")
        }
        list(tree, &tree.roots)
    }

    fn shape(pairs: &[(&str, &str)]) -> String {
        drawn(&Tree::build(plain(pairs), Order::Oldest))
    }

    #[test]
    fn a_reply_may_come_before_its_parent() {
        assert_eq!(shape(&[("c", "b"), ("a", ""), ("b", "a"), ("d", "")]), "a(b(c)) d");
    }

    #[test]
    fn a_parent_that_is_missing_costs_no_comment() {
        assert_eq!(shape(&[("a", "gone"), ("b", "a")]), "a(b)");
    }

    #[test]
    fn a_circle_is_cut_and_everybody_in_it_is_heard() {
        for pairs in [
            vec![("a", "a")],
            vec![("a", "b"), ("b", "a")],
            vec![("x", "c"), ("a", "b"), ("b", "c"), ("c", "a"), ("d", "c")],
        ] {
            let tree = Tree::build(plain(&pairs), Order::Oldest);
            let reached: usize = tree.roots.iter().map(|root| tree.nodes[*root].size).sum();
            assert_eq!(reached, pairs.len(), "{pairs:?}");
        }
    }

    #[test]
    fn sorting_is_stable_and_complete() {
        let mut list: Vec<usize> = (0..1000).map(|n| (n * 7919) % 1000).collect();
        sort(&mut list, &|a, b| (a / 10).cmp(&(b / 10)));
        let mut expected: Vec<usize> = (0..1000).map(|n| (n * 7919) % 1000).collect();
        expected.sort_by_key(|n| n / 10);
        assert_eq!(list, expected);
    }

    #[test]
    fn of_two_with_one_name_the_later_holds() {
        let tree = Tree::build(vec![entry("a", "", "", 1), entry("a", "", "", 5)], Order::Oldest);
        assert_eq!((tree.entries.len(), tree.entries[0].likes), (1, Some(5)));
    }

    #[test]
    fn what_is_too_deep_stands_beside_and_says_whom_it_answers() {
        let names: Vec<String> = (0..10_000).map(|n| n.to_string()).collect();
        let entries = (0..names.len())
            .map(|n| entry(&names[n], if n == 0 { "" } else { &names[n - 1] }, "", 0))
            .collect();
        let tree = Tree::build(entries, Order::Oldest);
        assert!(tree.nodes.iter().all(|node| node.depth <= DEEPEST));
        assert_eq!(tree.nodes[0].size, 10_000);
        assert_eq!(tree.nodes[9_999].answers, Some(9_998));
        assert_eq!(tree.nodes[1].answers, None);
    }

    #[test]
    fn orders_are_by_time_and_by_likes() {
        let entries = || {
            vec![
                entry("a", "", "2026-01-01T00:00:00Z", 1),
                entry("b", "", "2026-01-02T00:00:00Z", 9),
                entry("c", "", "2026-01-03T00:00:00Z", 1),
                entry("r1", "a", "2026-01-04T00:00:00Z", 0),
                entry("r2", "a", "2026-01-05T00:00:00Z", 3),
            ]
        };
        let order = |order| drawn(&Tree::build(entries(), order));
        assert_eq!(order(Order::Oldest), "a(r1 r2) b c");
        assert_eq!(order(Order::Newest), "c b a(r1 r2)");
        assert_eq!(order(Order::Liked), "b a(r2 r1) c");
    }

    #[test]
    fn removed_and_held_comments_do_not_count() {
        let mut entries = plain(&[("a", ""), ("b", "a"), ("c", "")]);
        Rc::make_mut(&mut entries[0]).state = CommentState::Removed;
        Rc::make_mut(&mut entries[2]).state = CommentState::Held;
        let tree = Tree::build(entries, Order::Oldest);
        assert_eq!((tree.count(), drawn(&tree).as_str()), (1, "a(b) c"));
    }

    #[test]
    fn a_comment_is_found_by_how_many_come_before_it() {
        let tree =
            Tree::build(plain(&[("a", ""), ("b", "a"), ("c", "b"), ("d", "")]), Order::Oldest);
        assert_eq!(tree.until("c"), Some(3));
        assert_eq!(tree.until("d"), Some(4));
        assert_eq!(tree.until("x"), None);
    }
}
