/** Tests of the files of courses. */
@NullMarked
package org.wangchuan.platform.staff.course;

import org.jspecify.annotations.NullMarked;
