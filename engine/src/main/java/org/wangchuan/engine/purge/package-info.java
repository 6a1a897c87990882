/** Lets a drive erase itself: one procedure for each family of commands, and what is planted before and looked for after. */
@NullMarked
package org.wangchuan.engine.purge;

import org.jspecify.annotations.NullMarked;
