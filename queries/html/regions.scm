; What a page is made of, as far as code is concerned: tags with their attributes in document order, the raw text of
; <script> and <style>, and comments. A flat list on purpose: it is the same whether the tree around it is broken or not.

(tag_name) @tag
(attribute_name) @attribute.name
(attribute_value) @attribute.value
(raw_text) @raw
(comment) @comment
