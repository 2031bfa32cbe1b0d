/** Text files that the bundler includes as strings. */

declare module "*.txt" {
  const text: string;
  export default text;
}
