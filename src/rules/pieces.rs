//! The parts of a text that code puts together.

use crate::facts::{BinaryOperator, ExprId, ExprKind};
use crate::model::Constant;

use super::Context;

/// Variables that hold a text, and sums of sums, are followed this far.
const MAX_DEPTH: usize = 16;

/// A part of a text.
#[derive(Clone, Debug)]
pub enum Piece {
    Known(Box<str>),
    /// A part of the page's own address, `host` or `href` of `location`.
    OfLocation {
        name: &'static str,
        expr: ExprId,
    },
    Unknown,
}

/// What of an address of a page names the server, with or without more.
const LOCATION_PARTS: [&str; 4] = ["host", "hostname", "href", "origin"];

/// The parts of a text, in order.
#[must_use]
pub fn pieces(context: &Context<'_>, expr: ExprId) -> Vec<Piece> {
    let mut found = Vec::new();
    collect(context, expr, MAX_DEPTH, &mut found);
    found
}

fn collect(context: &Context<'_>, expr: ExprId, depth: usize, found: &mut Vec<Piece>) {
    let model = context.model;
    if let Some(constant) = model.constant(expr) {
        found.push(known(&constant));
        return;
    }
    let Some(depth) = depth.checked_sub(1) else {
        found.push(Piece::Unknown);
        return;
    };
    match model.facts.kind(expr) {
        ExprKind::Binary { operator: BinaryOperator::Add, left, right } => {
            collect(context, *left, depth, found);
            collect(context, *right, depth, found);
        }
        ExprKind::Template { texts, holes } => {
            for (at, text) in texts.iter().enumerate() {
                found.push(Piece::Known(text.clone()));
                holes.get(at).into_iter().for_each(|&hole| collect(context, hole, depth, found));
            }
        }
        ExprKind::Member { .. } if of_location(context, expr).is_some() => {
            found.extend(of_location(context, expr).map(|name| Piece::OfLocation { name, expr }));
        }
        _ => {
            let binding = model.scopes.resolve(expr).map(|binding| model.scopes.binding(binding));
            match binding.and_then(|binding| binding.only_value()) {
                Some(value) => collect(context, value, depth, found),
                None => found.push(Piece::Unknown),
            }
        }
    }
}

fn known(constant: &Constant) -> Piece {
    match (constant, constant.as_number()) {
        (Constant::Text(text), _) => Piece::Known(text.clone()),
        (_, Some(number)) => Piece::Known(number.to_string().into()),
        _ => Piece::Unknown,
    }
}

/// The part of `location`, `window.location` or `document.location` that a member expression reads.
fn of_location(context: &Context<'_>, expr: ExprId) -> Option<&'static str> {
    let facts = context.model.facts;
    let ExprKind::Member { object, property, .. } = facts.kind(expr) else { return None };
    let name = facts.names.text(*property);
    let part = LOCATION_PARTS.into_iter().find(|part| *part == name)?;
    let is_location = match facts.kind(*object) {
        ExprKind::Name(name) => facts.names.text(*name) == "location",
        ExprKind::Member { object, property, .. } => {
            let owner = matches!(facts.kind(*object), ExprKind::Name(name) if ["window", "document", "self", "top"].contains(&facts.names.text(*name)));
            owner && facts.names.text(*property) == "location"
        }
        _ => false,
    };
    is_location.then_some(part)
}
