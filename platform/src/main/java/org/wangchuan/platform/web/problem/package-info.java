/** What is said when something is refused or fails, and the number by which it is found in the log. */
@NullMarked
package org.wangchuan.platform.web.problem;

import org.jspecify.annotations.NullMarked;
