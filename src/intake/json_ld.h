// JSON-LD of a page: the object of its article, among those of site, breadcrumbs, pictures.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "intake/html_tree.h"

namespace dragoman::intake {

class JsonLd {
 public:
  // All objects of all <script type="application/ld+json">, through lists and "@graph".
  explicit JsonLd(const HtmlTree& tree);

  // Chooses the article: the object whose type comes first in `types`; of several the one whose
  // headline is `title`, else the first. None of the types: there is no article.
  void choose(const std::vector<std::string_view>& types, std::string_view title);

  // Text at "author.name" of the article; lists are joined by ", ". Empty when there is none.
  std::string of_article(std::string_view path) const;
  // The same of the first other object that has it.
  std::string of_site(std::string_view path) const;
  bool is_article(std::string_view type) const;

 private:
  std::vector<nlohmann::json> documents_;
  std::vector<const nlohmann::json*> objects_;
  const nlohmann::json* article_ = nullptr;
};

}  // namespace dragoman::intake
