@NullMarked
package org.wangchuan.cli.up;

import org.jspecify.annotations.NullMarked;
