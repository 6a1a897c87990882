/** The one exception that every reader of untrusted bytes throws, and its stable codes. */
@NullMarked
package org.wangchuan.proof;

import org.jspecify.annotations.NullMarked;
