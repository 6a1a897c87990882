/** Small real implementations of what the commands call, for tests. */
@NullMarked
package org.wangchuan.cli.testing;

import org.jspecify.annotations.NullMarked;
