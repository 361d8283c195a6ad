/** The words that the commonest passwords are made of, in lower case; most stand alone or with digits and signs around them. */
const WORDS = `
password passwort contrasena contraseña passw0rd p@ssword p@ssw0rd pass passwd passphrase secret geheim secreto clave motdepasse
qwerty qwertyuiop qwertz qwertzuiop azerty azertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc qweasd qweasdzxc wasd
abc abcd abcde abcdef abcdefg abcdefgh abcdefghij abcdefghijkl aaaaaa admin administrator administrador root toor user guest
test tester testing demo default changeme changemenow letmein letmeinnow welcome welcomeback willkommen bienvenido hello hola
login signin access master god love iloveyou iloveu loveyou loveme lovely teamo tequiero amor amour cariño forever always
dragon monkey tiger lion eagle falcon dolphin butterfly kitten puppy chicken horse turtle rabbit spider panther wolf bear
sunshine princess princesa prinzessin angel angels babygirl babyboy baby honey sweety sweetheart beautiful handsome cutie
football futbol fussball baseball basketball soccer hockey tennis golf rugby cricket liverpool chelsea arsenal barcelona
realmadrid juventus manchester united cowboys lakers yankees rangers steelers packers eagles bulldog bulldogs
superman batman spiderman ironman pokemon pikachu naruto starwars starwarsfan startrek matrix hunter killer shadow ninja
samurai warrior knight wizard merlin gandalf hobbit phoenix thunder lightning storm winter summer spring autumn january
february march april june july august september october november december monday tuesday wednesday thursday friday saturday
sunday michael jennifer jordan jessica michelle daniel ashley andrew joshua matthew robert thomas charlie george nicole
amanda anthony samantha alexander alexandra alejandro fernando ricardo roberto carlos antonio francisco maria mariajose
isabel sebastian patricia veronica gabriel gabriela daniela andrea natalia valentina
computer internet samsung iphone android google facebook instagram youtube twitter microsoft windows linux apple android
chocolate cookie banana orange cherry strawberry pepper ginger coffee whiskey peanut cheese pizza pancake
mustang ferrari porsche mercedes corvette camaro harley yamaha toyota honda
freedom trustno whatever nothing nobody everything something blessed jesus jesuschrist christ heaven faith hope peace money
diamond silver golden purple yellow orange rainbow flower flowers sunflower lucky winner number one whoami opensesame
mypassword yourpassword thepassword newpassword oldpassword mysecret password1 ilovemyself iloveyousomuch iloveme
courtyard building apartment neighbour neighbor resident vecino portero comunidad edificio
`;

const COMMON: ReadonlySet<string> = new Set(WORDS.trim().split(/\s+/));
/** What fingers do on a keyboard and a number pad, each way round. */
const RUNS = [
  "12345678901234567890",
  "qwertyuiopasdfghjklzxcvbnm",
  "abcdefghijklmnopqrstuvwxyz",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
  "147258369",
  "1q2w3e4r5t6y7u8i9o0pq1w2e3r4t5y6u7i8o9p0",
];
/** A password of fewer different characters is a drumbeat. */
const DIFFERENT_MIN = 4;

const backwards = (text: string): string => [...text].reverse().join("");
const isRun = (text: string): boolean => RUNS.some((run) => run.includes(text) || backwards(run).includes(text));

/** As people disguise a word: `P@ssw0rd` is `password`. */
const undisguised = (text: string): string =>
  text
    .replaceAll("@", "a")
    .replaceAll("0", "o")
    .replaceAll("1", "i")
    .replaceAll("3", "e")
    .replaceAll("$", "s")
    .replaceAll("5", "s");

const bare = (text: string): string => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
/** `lovelove` is `love`. */
const once = (text: string): string => /^(.+?)\1+$/.exec(text)?.[1] ?? text;

/** Whether it is one of the passwords that are tried first: a common word with digits or signs around it, twice, or disguised; a run of keys; a drumbeat. */
export function isCommon(password: string): boolean {
  const text = password.toLowerCase();
  if (new Set(text).size < DIFFERENT_MIN || isRun(once(text))) return true;
  const forms = [text, bare(text), undisguised(text), undisguised(bare(text)), bare(undisguised(text))];
  return forms.some((form) => COMMON.has(form) || COMMON.has(once(form)));
}
