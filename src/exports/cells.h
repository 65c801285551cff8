// Values of cells that several profiles write.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exports/coded_event.h"
#include "exports/profile.h"

namespace dragoman::exports {

using Value = std::function<std::string(const CodedEvent&)>;

std::string number(double value);                        // shortest form
std::string number(const std::optional<double>& value);  // "" for none
// With `between` between them; empty ones left out.
std::string joined(const std::vector<std::string>& parts, const char* between);

std::string name_of(const RecordActor* actor);     // "" for none
std::string country_of(const RecordActor* actor);  // alpha-3, "" for none
// "GOVMIL" -> GOV, MIL.
std::vector<std::string> threes(std::string_view codes);

Column text_column(const char* name, const char* description, Value value);
Column number_column(const char* name, const char* description, Value value);
Column integer_column(const char* name, const char* description, Value value);
// A column of the format that Dragoman knows nothing for.
Column empty_column(const char* name, const char* why);

// A format's value for a quad class, by its name ("material conflict"): "1" to "4", as GDELT
// counts.
std::string quad_number(std::string_view quad);

}  // namespace dragoman::exports
