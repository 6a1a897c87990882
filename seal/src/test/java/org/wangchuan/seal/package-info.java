@NullMarked
package org.wangchuan.seal;

import org.jspecify.annotations.NullMarked;
