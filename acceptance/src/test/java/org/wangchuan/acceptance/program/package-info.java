/** The real program, run as a process. */
@NullMarked
package org.wangchuan.acceptance.program;

import org.jspecify.annotations.NullMarked;
