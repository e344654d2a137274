/** Is `status` in an expression such as "200-299,304"? The expression was checked when the monitor was saved. */
export function isExpectedStatus(expression: string, status: number): boolean {
  return expression.split(",").some((part) => {
    const [first, last = first] = part.trim().split("-");
    return status >= Number(first) && status <= Number(last);
  });
}
