#include "pipeline/input_marks.h"

#include <utility>

namespace dragoman::pipeline {

store::InputMark to_mark(intake::InputPlace place) {
  return {std::move(place.file),
          std::move(place.fingerprint),
          place.items,
          place.offset,
          place.lead,
          place.lines};
}

intake::ResumePoints to_resume_points(std::vector<store::InputMark> marks) {
  intake::ResumePoints out;
  for (store::InputMark& mark : marks) {
    out[mark.file] = {mark.file, std::move(mark.fingerprint), mark.items, mark.start, mark.lead,
                      mark.lines};
  }
  return out;
}

}  // namespace dragoman::pipeline
