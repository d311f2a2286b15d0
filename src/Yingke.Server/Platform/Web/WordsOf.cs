namespace Yingke.Server.Platform.Web;

/// <summary>For the API's document: which words a text can be. Those of an enum as they are written, and some more.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WordsOfAttribute(Type? kind, params string[] more) : Attribute
{
    public WordsOfAttribute(params string[] words) : this(null, words) { }

    public IEnumerable<string> Words => (kind is null ? [] : Enum.GetNames(kind).Select(Storage.Conventions.Snake)).Concat(more);
}
