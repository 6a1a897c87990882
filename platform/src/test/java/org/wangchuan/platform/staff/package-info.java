/** Tests of courses, exams and qualifications. */
@NullMarked
package org.wangchuan.platform.staff;

import org.jspecify.annotations.NullMarked;
