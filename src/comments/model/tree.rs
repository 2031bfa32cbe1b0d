//! Builds a tree of comments that name their parents, in whatever order they arrive. No comment is lost if
//! its parent is missing, arrives later or is its own ancestor.

use super::comment::Comment;
use super::time;
use std::cmp::Ordering;
use std::rc::Rc;

/// Maximum level of nesting. Deeper answers stay on this level and name the comment that they answer.
pub const MAX_DEPTH: usize = 5;

/// Order of comments.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// Oldest first.
    #[default]
    Oldest,
    /// Newest conversations first; answers oldest first.
    Newest,
    /// Most likes first, also among answers.
    Liked,
}

impl Order {
    /// All orders with their names.
    pub const ALL: [(&'static str, Self); 3] =
        [("oldest", Self::Oldest), ("newest", Self::Newest), ("liked", Self::Liked)];
}

/// Position of a comment in the tree.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CommentNode {
    /// Indices of the comments nested in it, in order.
    pub replies: Vec<usize>,
    /// Number of comments in its subtree, including itself.
    pub size: usize,
    /// Index of the comment that it answers, if that is not the one it is nested in.
    pub replies_to: Option<usize>,
    /// Level of nesting, from 0.
    pub depth: usize,
}

/// The comments of a discussion as a tree.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CommentTree {
    /// All comments.
    pub comments: Vec<Rc<Comment>>,
    /// Position of each comment, by the same index.
    pub nodes: Vec<CommentNode>,
    /// Indices of the comments that answer none, in order.
    pub roots: Vec<usize>,
}

impl CommentTree {
    /// Builds a tree. Of several comments with the same id the last one counts.
    pub fn build(comments: Vec<Rc<Comment>>, order: Order) -> Self {
        let comments = without_duplicates(comments);
        let parents = parents(&comments);
        let mut tree =
            Self { nodes: vec![CommentNode::default(); comments.len()], comments, roots: vec![] };
        let mut replies_of: Vec<Vec<usize>> = vec![Vec::new(); parents.len()];
        for (index, parent) in parents.iter().enumerate() {
            match parent.and_then(|parent| replies_of.get_mut(parent)) {
                Some(list) => list.push(index),
                None => tree.roots.push(index),
            }
        }
        // Breadth first: (comment, the one it is nested in).
        let mut queue: Vec<(usize, Option<usize>)> =
            tree.roots.iter().map(|r| (*r, None)).collect();
        let mut at = 0;
        while let Some((index, container)) = queue.get(at).copied() {
            at += 1;
            let depth = container.and_then(|u| tree.nodes.get(u)).map_or(0, |node| node.depth + 1);
            let parent = parents.get(index).copied().flatten();
            if let Some(node) = tree.nodes.get_mut(index) {
                node.depth = depth;
                node.replies_to = parent.filter(|_| parent != container);
            }
            if let Some(node) = container.and_then(|container| tree.nodes.get_mut(container)) {
                node.replies.push(index);
            }
            let inner_container = if depth >= MAX_DEPTH { container } else { Some(index) };
            queue.extend(
                replies_of.get(index).into_iter().flatten().map(|reply| (*reply, inner_container)),
            );
        }
        for (index, container) in queue.iter().rev() {
            let size = tree.nodes.get_mut(*index).map_or(0, |node| {
                node.size += 1;
                node.size
            });
            if let Some(node) = container.and_then(|container| tree.nodes.get_mut(container)) {
                node.size += size;
            }
        }
        tree.sort(order);
        tree
    }

    /// Returns the number of comments that readers can see.
    pub fn count(&self) -> usize {
        self.comments.iter().filter(|comment| comment.is_counted()).count()
    }

    /// Returns whether any comment has likes, so that the order by likes is useful.
    pub fn has_likes(&self) -> bool {
        self.comments.iter().any(|comment| comment.likes.unwrap_or_default() > 0)
    }

    /// Returns how many comments must be shown, in order, until the one with this id is among them.
    pub fn count_until(&self, id: &str) -> Option<usize> {
        let target = self.comments.iter().position(|comment| comment.id == id)?;
        let mut stack: Vec<usize> = self.roots.iter().rev().copied().collect();
        let mut rank = 0;
        while let Some(index) = stack.pop() {
            rank += 1;
            if index == target {
                return Some(rank);
            }
            let replies = self.nodes.get(index).map(|node| node.replies.as_slice());
            stack.extend(replies.unwrap_or_default().iter().rev());
        }
        None
    }

    fn sort(&mut self, order: Order) {
        let times: Vec<f64> = self
            .comments
            .iter()
            .map(|comment| {
                // A comment without a date keeps its position.
                comment.published.as_deref().and_then(time::parse).unwrap_or_default()
            })
            .collect();
        let likes: Vec<u32> = self.comments.iter().map(|e| e.likes.unwrap_or_default()).collect();
        let key = |index: usize, order: Order| {
            let time = times.get(index).copied().unwrap_or_default();
            match order {
                Order::Oldest => (0, time),
                Order::Newest => (0, -time),
                Order::Liked => (-i64::from(likes.get(index).copied().unwrap_or_default()), time),
            }
        };
        let sort_list = |list: &mut Vec<usize>, order: Order| {
            sort(list, &|a, b| {
                let ((likes_a, at_a), (likes_b, at_b)) = (key(a, order), key(b, order));
                likes_a.cmp(&likes_b).then(at_a.total_cmp(&at_b))
            });
        };
        sort_list(&mut self.roots, order);
        let inside = if order == Order::Liked { Order::Liked } else { Order::Oldest };
        for node in &mut self.nodes {
            sort_list(&mut node.replies, inside);
        }
    }
}

/// Stable merge sort. The standard library's sort is several times as large in WebAssembly, and every
/// reader would download it.
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

/// Index of comments by id.
struct IdIndex<'e> {
    comments: &'e [Rc<Comment>],
    sorted: Vec<usize>,
}

impl<'e> IdIndex<'e> {
    fn of(comments: &'e [Rc<Comment>]) -> Self {
        let mut sorted: Vec<usize> = (0..comments.len()).collect();
        sort(&mut sorted, &|a, b| name(comments, a).cmp(name(comments, b)));
        Self { comments, sorted }
    }

    /// Returns the last comment with this id.
    fn find(&self, id: &str) -> Option<usize> {
        let after = self.sorted.partition_point(|index| name(self.comments, *index) <= id);
        let index = self.sorted.get(after.checked_sub(1)?).copied()?;
        (name(self.comments, index) == id).then_some(index)
    }
}

fn name(comments: &[Rc<Comment>], index: usize) -> &str {
    comments.get(index).map_or("", |comment| comment.id.as_str())
}

/// Removes duplicates: at the position of the first comment with an id, keeps the last one.
fn without_duplicates(comments: Vec<Rc<Comment>>) -> Vec<Rc<Comment>> {
    let ids = IdIndex::of(&comments);
    let mut emitted: Vec<bool> = vec![false; comments.len()];
    let latest = |comment: &Rc<Comment>| {
        let last = ids.find(&comment.id)?;
        let emitted = emitted.get_mut(last)?;
        (!std::mem::replace(emitted, true)).then(|| comments.get(last).cloned()).flatten()
    };
    comments.iter().filter_map(latest).collect()
}

/// Returns the parent of each comment. A cycle is cut at the comment where the walk entered it.
fn parents(comments: &[Rc<Comment>]) -> Vec<Option<usize>> {
    let ids = IdIndex::of(comments);
    let mut parents: Vec<Option<usize>> =
        comments.iter().map(|comment| ids.find(comment.parent.as_deref()?)).collect();
    // Number of the walk that has visited each comment, so that each is visited once.
    let mut visited_by: Vec<usize> = vec![0; parents.len()];
    for start in 0..parents.len() {
        let mut at = Some(start);
        let mut from = start;
        while let Some(index) = at {
            match visited_by.get(index).copied() {
                Some(0) => {}
                Some(walk) if walk == start + 1 => {
                    if let Some(parent) = parents.get_mut(from) {
                        *parent = None;
                    }
                    break;
                }
                _ => break,
            }
            if let Some(mark) = visited_by.get_mut(index) {
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
    use crate::comments::model::Cover;
    use baca_model::CommentState;

    fn comment(id: &str, parent: &str, published: &str, likes: u32) -> Rc<Comment> {
        Rc::new(Comment {
            id: id.into(),
            parent: Some(parent.to_string()).filter(|parent| !parent.is_empty()),
            published: Some(published.into()),
            likes: Some(likes),
            ..Comment::default()
        })
    }

    fn plain(pairs: &[(&str, &str)]) -> Vec<Rc<Comment>> {
        pairs.iter().map(|(id, parent)| comment(id, parent, "", 0)).collect()
    }

    /// Formats the tree as text: `a(b(c)) d`.
    fn outline(tree: &CommentTree) -> String {
        fn list(tree: &CommentTree, of: &[usize]) -> String {
            let one = |index: &usize| match list(tree, &tree.nodes[*index].replies) {
                inner if inner.is_empty() => tree.comments[*index].id.clone(),
                inner => format!("{}({inner})", tree.comments[*index].id),
            };
            of.iter().map(one).collect::<Vec<_>>().join(" ")
        }
        list(tree, &tree.roots)
    }

    fn shape(pairs: &[(&str, &str)]) -> String {
        outline(&CommentTree::build(plain(pairs), Order::Oldest))
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
            let tree = CommentTree::build(plain(&pairs), Order::Oldest);
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
        let tree = CommentTree::build(
            vec![comment("a", "", "", 1), comment("a", "", "", 5)],
            Order::Oldest,
        );
        assert_eq!((tree.comments.len(), tree.comments[0].likes), (1, Some(5)));
    }

    #[test]
    fn what_is_too_deep_stands_beside_and_says_whom_it_answers() {
        let ids: Vec<String> = (0..10_000).map(|n| n.to_string()).collect();
        let comments = (0..ids.len())
            .map(|n| comment(&ids[n], if n == 0 { "" } else { &ids[n - 1] }, "", 0))
            .collect();
        let tree = CommentTree::build(comments, Order::Oldest);
        assert!(tree.nodes.iter().all(|node| node.depth <= MAX_DEPTH));
        assert_eq!(tree.nodes[0].size, 10_000);
        assert_eq!(tree.nodes[9_999].replies_to, Some(9_998));
        assert_eq!(tree.nodes[1].replies_to, None);
    }

    #[test]
    fn orders_are_by_time_and_by_likes() {
        let comments = || {
            vec![
                comment("a", "", "2026-01-01T00:00:00Z", 1),
                comment("b", "", "2026-01-02T00:00:00Z", 9),
                comment("c", "", "2026-01-03T00:00:00Z", 1),
                comment("r1", "a", "2026-01-04T00:00:00Z", 0),
                comment("r2", "a", "2026-01-05T00:00:00Z", 3),
            ]
        };
        let order = |order| outline(&CommentTree::build(comments(), order));
        assert_eq!(order(Order::Oldest), "a(r1 r2) b c");
        assert_eq!(order(Order::Newest), "c b a(r1 r2)");
        assert_eq!(order(Order::Liked), "b a(r2 r1) c");
    }

    #[test]
    fn removed_held_and_withheld_comments_do_not_count() {
        let mut comments = plain(&[("a", ""), ("b", "a"), ("c", ""), ("d", ""), ("e", "")]);
        Rc::make_mut(&mut comments[0]).state = CommentState::Removed;
        Rc::make_mut(&mut comments[2]).state = CommentState::Held;
        Rc::make_mut(&mut comments[3]).cover = Some(Cover::Withheld);
        Rc::make_mut(&mut comments[4]).cover = Some(Cover::Sensitive);
        let tree = CommentTree::build(comments, Order::Oldest);
        assert_eq!((tree.count(), outline(&tree).as_str()), (2, "a(b) c d e"));
    }

    #[test]
    fn a_comment_is_found_by_how_many_come_before_it() {
        let tree = CommentTree::build(
            plain(&[("a", ""), ("b", "a"), ("c", "b"), ("d", "")]),
            Order::Oldest,
        );
        assert_eq!(tree.count_until("c"), Some(3));
        assert_eq!(tree.count_until("d"), Some(4));
        assert_eq!(tree.count_until("x"), None);
    }
}
