/* Ends of the calls that lexbor's HTML part makes into its CSS and selector parts, which are not
   kept here. They are reached only after lxb_html_document_css_init(), which nobody calls. */
#include <stdlib.h>

#define ABSENT(name) \
    void name(void); \
    void name(void) { abort(); }

ABSENT(lxb_css_declaration_list_parse)
ABSENT(lxb_css_memory_clean)
ABSENT(lxb_css_memory_create)
ABSENT(lxb_css_memory_destroy)
ABSENT(lxb_css_memory_init)
ABSENT(lxb_css_parser_clean)
ABSENT(lxb_css_parser_create)
ABSENT(lxb_css_parser_destroy)
ABSENT(lxb_css_parser_init)
ABSENT(lxb_css_property_by_name)
ABSENT(lxb_css_property_initial_by_id)
ABSENT(lxb_css_rule_declaration_list_destroy)
ABSENT(lxb_css_rule_destroy)
ABSENT(lxb_css_rule_serialize)
ABSENT(lxb_css_selectors_clean)
ABSENT(lxb_css_selectors_create)
ABSENT(lxb_css_selectors_destroy)
ABSENT(lxb_css_selectors_init)
ABSENT(lxb_css_stylesheet_destroy)
ABSENT(lxb_css_stylesheet_parse)
ABSENT(lxb_selectors_clean)
ABSENT(lxb_selectors_create)
ABSENT(lxb_selectors_destroy)
ABSENT(lxb_selectors_find)
ABSENT(lxb_selectors_init)
ABSENT(lxb_selectors_match_node)
