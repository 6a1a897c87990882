/** The kernel's FUSE protocol, spoken over {@code /dev/fuse} without any library, for one file system with one file. */
@NullMarked
package org.wangchuan.acceptance.fuse;

import org.jspecify.annotations.NullMarked;
