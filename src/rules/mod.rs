//! The rules. Adding one is a `.rs` and a `.md` file, and its name in the list below.

mod about;
mod api_newer_than_target;
mod asked;
mod assign_to_readonly;
mod async_result_read_too_early;
mod buffer_used_before_acquire_completes;
mod callback_arity;
mod callback_called_not_passed;
mod callbacks;
mod calls;
mod capability_set_before_open_source;
mod close_source_before_acquire_completes;
mod close_source_missing_on_failure;
mod context;
mod deprecated_api;
mod disable_source_after_acquire_order;
mod duplicate_container_id;
mod empty_required_argument;
mod enclosing;
mod error_code_values;
mod event_assigned_as_property;
mod event_listener_replaced;
mod every_image;
mod floating;
mod floating_sdk_promise;
mod get_webtwain_before_ready;
mod host_argument_not_bare;
mod http_port_ssl_mismatch;
mod image_loop;
mod images;
mod index_argument_shape;
mod inputs;
mod instance_used_before_ready;
mod invalid_enum_value;
mod invalid_http_header_name;
mod invalid_image_indices;
mod invalid_pdf_write_settings;
mod jpeg;
mod jpeg_of_bw_image;
mod jpeg_without_bit_depth_check;
mod layout;
mod legacy_namespace;
mod loop_paths;
mod magic_enum_number;
mod members;
mod missing_close_source;
mod nest;
mod password_too_long;
mod pieces;
mod placeholder_product_key;
mod places;
mod platform_unavailable_api;
mod product_key_missing;
mod product_keys;
mod promise_wrapper_never_settles;
mod property_method_confusion;
mod remove_image_in_forward_loop;
mod removed_api;
mod renames;
mod rule;
mod scan_callbacks;
mod select_source_callback_race;
mod single_page_format_multiple_images;
mod spelling;
mod ssl_without_port;
mod startup;
mod story;
mod string_for_number_property;
mod sync_overload;
mod times;
mod transfer_setting_after_call;
mod trial_product_key;
mod unknown_enum_member;
mod unknown_error_code;
mod unknown_event_name;
mod unknown_member;
mod unknown_option_key;
pub mod unknown_suppression;
pub mod unused_suppression;
mod url_scheme;
mod value_out_of_range;
mod variables;
mod wrong_argument_count;
mod wrong_receiver;

use rayon::prelude::*;

use crate::interrupt::{Watch, checkpoint};
use crate::report::Finding;
use crate::text;

pub use about::{about, about_member};
pub use context::Context;
pub use rule::{Category, Check, Confidence, FixKind, Options, Rule, RuleOption, SITE};
pub use times::{time_rules, times};

/// Every rule, sorted by id.
pub static RULES: &[&Rule] = &[
    &api_newer_than_target::RULE,
    &assign_to_readonly::RULE,
    &async_result_read_too_early::RULE,
    &buffer_used_before_acquire_completes::RULE,
    &callback_arity::RULE,
    &callback_called_not_passed::RULE,
    &capability_set_before_open_source::RULE,
    &close_source_before_acquire_completes::RULE,
    &close_source_missing_on_failure::RULE,
    &deprecated_api::RULE,
    &disable_source_after_acquire_order::RULE,
    &duplicate_container_id::RULE,
    &empty_required_argument::RULE,
    &event_assigned_as_property::RULE,
    &event_listener_replaced::RULE,
    &floating_sdk_promise::RULE,
    &get_webtwain_before_ready::RULE,
    &host_argument_not_bare::RULE,
    &http_port_ssl_mismatch::RULE,
    &index_argument_shape::RULE,
    &instance_used_before_ready::RULE,
    &invalid_enum_value::RULE,
    &invalid_http_header_name::RULE,
    &invalid_image_indices::RULE,
    &invalid_pdf_write_settings::RULE,
    &jpeg_of_bw_image::RULE,
    &jpeg_without_bit_depth_check::RULE,
    &legacy_namespace::RULE,
    &magic_enum_number::RULE,
    &missing_close_source::RULE,
    &password_too_long::RULE,
    &placeholder_product_key::RULE,
    &platform_unavailable_api::RULE,
    &product_key_missing::RULE,
    &promise_wrapper_never_settles::RULE,
    &property_method_confusion::RULE,
    &remove_image_in_forward_loop::RULE,
    &removed_api::RULE,
    &select_source_callback_race::RULE,
    &single_page_format_multiple_images::RULE,
    &ssl_without_port::RULE,
    &string_for_number_property::RULE,
    &sync_overload::RULE,
    &transfer_setting_after_call::RULE,
    &trial_product_key::RULE,
    &unknown_enum_member::RULE,
    &unknown_error_code::RULE,
    &unknown_event_name::RULE,
    &unknown_member::RULE,
    &unknown_option_key::RULE,
    &unknown_suppression::RULE,
    &unused_suppression::RULE,
    &value_out_of_range::RULE,
    &wrong_argument_count::RULE,
    &wrong_receiver::RULE,
];

/// A file that names so many members of the SDK is worth more than one thread.
const LONG: usize = 1_000;

/// What the given rules find.
#[must_use]
pub fn check(context: &Context<'_>, is_on: impl Fn(&Rule) -> bool) -> Vec<Finding> {
    let rules: Vec<(usize, &Rule)> = RULES.iter().copied().enumerate().filter(|(_, rule)| is_on(rule)).collect();
    let find = |&(place, rule): &(usize, &Rule)| {
        let mut findings = Vec::new();
        checkpoint();
        times::timed(place, || check_one(rule, context, &mut findings));
        findings
    };
    if context.model.accesses().len() < LONG {
        return rules.iter().flat_map(find).collect();
    }
    let watch = Watch::of_this_work();
    rules.par_iter().with_max_len(1).flat_map_iter(|it| watch.take(|| find(it))).collect()
}

fn check_one(rule: &Rule, context: &Context<'_>, findings: &mut Vec<Finding>) {
    match rule.check {
        Check::Operation(check) => {
            context.flow.operations.iter().for_each(|operation| check(context, operation, findings));
        }
        Check::Access(check) => context.model.accesses().iter().for_each(|access| check(context, access, findings)),
        Check::Program(check) => check(context, findings),
        Check::Suppressions => {}
    }
}

/// Names that a suppression comment or a selection may use besides the rules of [`RULES`]: what `settle` itself reports.
#[must_use]
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}

/// The rule ids nearest to a misspelt one, best first, at most three.
#[must_use]
pub fn nearest(name: &str) -> Vec<&'static str> {
    let ids: Vec<_> = RULES.iter().map(|rule| rule.id).collect();
    nearest_of(name, &ids)
}

/// The same among the given names.
fn nearest_of(name: &str, ids: &[&'static str]) -> Vec<&'static str> {
    text::nearest(name, ids.iter().copied())
}
