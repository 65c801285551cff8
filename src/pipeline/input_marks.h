// How far files have been read: places of intake as the store keeps them, and back.
#pragma once

#include <vector>

#include "intake/read_input.h"
#include "store/store.h"

namespace dragoman::pipeline {

store::InputMark to_mark(intake::InputPlace place);
intake::ResumePoints to_resume_points(std::vector<store::InputMark> marks);

}  // namespace dragoman::pipeline
