@NullMarked
package org.wangchuan.cli.station;

import org.jspecify.annotations.NullMarked;
