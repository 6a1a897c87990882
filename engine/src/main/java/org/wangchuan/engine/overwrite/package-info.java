/** Patterns, and passes that write them over every addressable byte of a medium. */
@NullMarked
package org.wangchuan.engine.overwrite;

import org.jspecify.annotations.NullMarked;
