/** {@code up}: the platform in a process of its own, and the station beside it. */
@NullMarked
package org.wangchuan.cli.up;

import org.jspecify.annotations.NullMarked;
