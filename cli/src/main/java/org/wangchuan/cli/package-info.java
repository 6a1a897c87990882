/** Start, exit codes, signals, and the composition of the commands with what they call. */
@NullMarked
package org.wangchuan.cli;

import org.jspecify.annotations.NullMarked;
