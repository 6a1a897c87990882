@NullMarked
package org.wangchuan.engine.apple.plist;

import org.jspecify.annotations.NullMarked;
