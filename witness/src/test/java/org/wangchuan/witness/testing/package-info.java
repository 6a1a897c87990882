/** Small real parts for tests. */
@org.jspecify.annotations.NullMarked
package org.wangchuan.witness.testing;
