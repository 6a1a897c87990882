/** Courses and their question banks as data: what a file says, and the strict reading of it. */
@NullMarked
package org.wangchuan.platform.staff.course;

import org.jspecify.annotations.NullMarked;
