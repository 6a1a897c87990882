/** Asks a drive what it is and can do, by commands that change nothing, and says of each fact where it comes from. */
@NullMarked
package org.wangchuan.engine.medium.inquiry;

import org.jspecify.annotations.NullMarked;
