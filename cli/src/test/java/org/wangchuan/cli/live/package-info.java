@NullMarked
package org.wangchuan.cli.live;

import org.jspecify.annotations.NullMarked;
