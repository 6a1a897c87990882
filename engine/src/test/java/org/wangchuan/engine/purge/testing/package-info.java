/** Drives in memory that can erase themselves, and lie about it; built from the standards' bytes alone. */
@NullMarked
package org.wangchuan.engine.purge.testing;

import org.jspecify.annotations.NullMarked;
