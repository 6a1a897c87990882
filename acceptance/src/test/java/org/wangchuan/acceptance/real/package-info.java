/** Disks with real file systems and files, and tools that look for leftovers of them without knowing this product. */
@NullMarked
package org.wangchuan.acceptance.real;

import org.jspecify.annotations.NullMarked;
