@NullMarked
package org.wangchuan.platform.rights;

import org.jspecify.annotations.NullMarked;
