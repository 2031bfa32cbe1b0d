import { Article } from "./article.jsx";

const article = { baca: 1, headline: "Given", body: ["It works."] };

export default function Page() {
  return <Article article={article} />;
}
