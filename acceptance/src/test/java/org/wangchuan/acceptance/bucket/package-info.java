/** A bucket that the program's logs lie in. */
@NullMarked
package org.wangchuan.acceptance.bucket;

import org.jspecify.annotations.NullMarked;
