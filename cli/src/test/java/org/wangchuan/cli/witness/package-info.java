@NullMarked
package org.wangchuan.cli.witness;

import org.jspecify.annotations.NullMarked;
