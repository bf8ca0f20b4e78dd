; What a program is made of, for every ECMAScript grammar. Lowering (src/facts/lower) finds the same in one walk, in two
; thirds of the time of this query; tests/queries.rs holds the two against each other, so that neither a new grammar nor a
; change to the walk can lose a fact unseen.

(call_expression function: (_) arguments: (arguments)) @call
(new_expression) @new
(member_expression) @member
(subscript_expression) @member
(assignment_expression) @write
(augmented_assignment_expression) @write
(update_expression) @write
(variable_declarator name: (identifier) @binding)
(function_declaration) @scope
(generator_function_declaration) @scope
(function_expression) @scope
(generator_function) @scope
(arrow_function) @scope
(method_definition) @scope
(import_statement) @import
(await_expression) @await
(number) @number
