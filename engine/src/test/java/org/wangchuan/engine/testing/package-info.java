/** Small real implementations that tests run against. */
@NullMarked
package org.wangchuan.engine.testing;

import org.jspecify.annotations.NullMarked;
