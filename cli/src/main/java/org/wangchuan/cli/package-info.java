/** The commands. */
@NullMarked
package org.wangchuan.cli;

import org.jspecify.annotations.NullMarked;
