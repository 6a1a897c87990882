/** A file system that fails where it is told to, and records of erasures. */
@NullMarked
package org.wangchuan.station.testing;

import org.jspecify.annotations.NullMarked;
