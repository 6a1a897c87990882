@NullMarked
package org.wangchuan.proof.label;

import org.jspecify.annotations.NullMarked;
